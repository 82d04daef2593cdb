import { dig, items } from '../../references/fields';
import type { Manifest } from '../../references/manifest';

/** The ports that a VirtualNode, VirtualRouter or VirtualGateway listens on, with their place in the object. */
export function listenerPorts(object: Manifest): readonly { readonly port: number; readonly path: string }[] {
  return items(dig(object, 'spec', 'listeners')).flatMap((listener, i) => {
    const port = dig(listener, 'portMapping', 'port');
    return typeof port === 'number' ? [{ port, path: `/spec/listeners/${i}/portMapping/port` }] : [];
  });
}

/** The port numbers of a Service. */
export function servicePorts(service: Manifest): readonly number[] {
  return items(dig(service, 'spec', 'ports')).flatMap((item) => {
    const port = dig(item, 'port');
    return typeof port === 'number' ? [port] : [];
  });
}
