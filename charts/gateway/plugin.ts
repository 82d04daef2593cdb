import type { Construct } from 'constructs';
import { KongPlugin } from '../../imports/configuration.konghq.com';
import { kongPlugin, type PluginConfigs, type PluginName } from '../../kong-plugins/plugins';

export interface PluginProps<Name extends PluginName> {
  readonly name: string;
  readonly namespace: string;
  readonly plugin: Name;
  readonly config: PluginConfigs[Name];
}

/** A KongPlugin whose configuration the compiler has checked: an unknown key or a wrong enum does not compile. */
export function addPlugin<Name extends PluginName>(scope: Construct, props: PluginProps<Name>): KongPlugin {
  return new KongPlugin(scope, `plugin-${props.name}`, {
    metadata: { name: props.name, namespace: props.namespace },
    ...kongPlugin(props.plugin, props.config),
  });
}
