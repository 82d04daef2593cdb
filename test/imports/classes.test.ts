import { App, Chart, JsonPatch, Lazy } from 'cdk8s';
import { VirtualNode } from '../../imports/appmesh.k8s.aws';
import { KongConsumer, KongPlugin } from '../../imports/configuration.konghq.com';
import { MeshService, MeshServiceSpecPortsTargetPort } from '../../imports/kuma.io';
import { toYaml } from '../../output/yaml';

function chart(): Chart {
  return new Chart(new App(), 'chart');
}

const metadata = { name: 'jazz-v1', namespace: 'prod' };

/** The message of what `render` throws. */
function refusal(render: () => unknown): string {
  try {
    return `nothing is thrown, but given back: ${JSON.stringify(render())}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

test('a generated class renders the object that its props describe', () => {
  const node = new VirtualNode(chart(), 'jazz', {
    metadata,
    spec: { podSelector: { matchLabels: { app: 'jazz' } } },
  });
  expect(node.toJson()).toEqual({
    apiVersion: 'appmesh.k8s.aws/v1beta2',
    kind: 'VirtualNode',
    metadata,
    spec: { podSelector: { matchLabels: { app: 'jazz' } } },
  });
  expect(VirtualNode.manifest({ metadata, spec: {} })).toEqual({
    apiVersion: 'appmesh.k8s.aws/v1beta2',
    kind: 'VirtualNode',
    metadata,
    spec: {},
  });
});

test('a key that the kind does not have is refused with the nearest one, also when a cast hides it', () => {
  const props: object = {
    metadata,
    spec: { podSelector: { matchLabel: { app: 'jazz' } } },
  };
  expect(refusal(() => new VirtualNode(chart(), 'jazz', props).toJson())).toMatchInlineSnapshot(
    `"VirtualNode prod/jazz-v1, at spec.podSelector: there is no field "matchLabel" here; did you mean "matchLabels"?"`,
  );
  const strange: object = { metadata, spec: { weather: 'fine' } };
  expect(refusal(() => new KongConsumer(chart(), 'jazz', strange).toJson())).toMatchInlineSnapshot(
    `"KongConsumer prod/jazz-v1, at spec: there is no field "weather" here; the fields are controlPlaneRef, tags"`,
  );
});

test('a JSON patch has to use the spelling of the class, and is refused where it uses another', () => {
  const consumer = () => new KongConsumer(chart(), 'consumer', { metadata });
  const patched = consumer();
  patched.addJsonPatch(JsonPatch.add('/customId', '42'));
  expect(patched.toJson()).toMatchObject({ custom_id: '42' });
  const misspelt = consumer();
  misspelt.addJsonPatch(JsonPatch.add('/custom_id', '42'));
  expect(refusal(() => misspelt.toJson())).toMatchInlineSnapshot(
    `"KongConsumer prod/jazz-v1: there is no field "custom_id" here; the class spells it "customId""`,
  );
  const renamed = consumer();
  renamed.addJsonPatch(JsonPatch.replace('/kind', 'KongPlugin'));
  expect(refusal(() => renamed.toJson())).toMatchInlineSnapshot(
    `"KongConsumer prod/jazz-v1: is a configuration.konghq.com/v1 KongPlugin, and the class makes configuration.konghq.com/v1 KongConsumer"`,
  );
});

test('a number-or-string is written when it is wrapped, and refused when it is bare', () => {
  const service = (targetPort: MeshServiceSpecPortsTargetPort) =>
    new MeshService(chart(), 'service', {
      metadata,
      spec: { ports: [{ port: 80, targetPort }] },
    }).toJson();
  expect(service(MeshServiceSpecPortsTargetPort.fromNumber(8080))).toMatchObject({
    spec: { ports: [{ port: 80, targetPort: 8080 }] },
  });
  expect(service(MeshServiceSpecPortsTargetPort.fromString('http'))).toMatchObject({
    spec: { ports: [{ port: 80, targetPort: 'http' }] },
  });
  const bare: object = {
    metadata,
    spec: { ports: [{ port: 80, targetPort: 8080 }] },
  };
  expect(refusal(() => new MeshService(chart(), 'service', bare).toJson())).toMatchInlineSnapshot(
    `"MeshService prod/jazz-v1, at spec.ports.0.targetPort: expected MeshServiceSpecPortsTargetPort.fromNumber(...) or MeshServiceSpecPortsTargetPort.fromString(...); a JSON patch writes {"value": ...}, found 8080 (number)"`,
  );
});

test('a value of the wrong type is refused', () => {
  const props: object = {
    metadata,
    spec: { listeners: [{ portMapping: { port: '8080', protocol: 'htp' } }] },
  };
  expect(refusal(() => new VirtualNode(chart(), 'jazz', props).toJson())).toMatchInlineSnapshot(
    `"VirtualNode prod/jazz-v1, at spec.listeners.0.portMapping.port: expected an integer, found "8080" (string)"`,
  );
  const labelled: object = {
    metadata: { ...metadata, labels: { version: 1 } },
  };
  expect(refusal(() => new VirtualNode(chart(), 'jazz', labelled).toJson())).toMatchInlineSnapshot(
    `"VirtualNode prod/jazz-v1, at metadata.labels.version: expected a string, found 1 (number)"`,
  );
});

test('null is refused, at any depth, for cdk8s leaves it out', () => {
  const plugin = (config: object) =>
    new KongPlugin(chart(), 'plugin', {
      metadata,
      plugin: 'cors',
      config,
    }).toJson();
  expect(refusal(() => plugin({ origins: [{ host: null }] }))).toMatchInlineSnapshot(
    `"KongPlugin prod/jazz-v1, at config.origins.0.host: null cannot be written; leave the key out"`,
  );
  expect(refusal(() => plugin({ origins: [undefined] }))).toMatchInlineSnapshot(
    `"KongPlugin prod/jazz-v1, at config.origins.0: undefined cannot be written in a list"`,
  );
  expect(refusal(() => plugin(JSON.parse('{"__proto__": {}}')))).toMatchInlineSnapshot(
    `"KongPlugin prod/jazz-v1, at config: a key called __proto__ cannot be written"`,
  );
});

test('undefined stands for a key that is left out', () => {
  const props: object = { metadata, spec: { awsName: undefined } };
  expect(new VirtualNode(chart(), 'jazz', props).toJson()).toMatchObject({
    spec: {},
  });
});

test('a value that comes later is there when the object is rendered', () => {
  let name = 'not yet known';
  const awsName: string = Lazy.any({ produce: () => name });
  const node = new VirtualNode(chart(), 'jazz', { metadata, spec: { awsName } });
  name = 'jazz-v1_prod';
  expect(node.toJson()).toMatchObject({ spec: { awsName: 'jazz-v1_prod' } });
});

test('a free-form part goes through untouched, with empty maps, falsy values and keys of any spelling', () => {
  const config = {
    'X-Header': '',
    limit_by: { a: {} },
    list: [[], {}],
    Minute: 0,
    on: false,
    value: 1,
  };
  const plugin = new KongPlugin(chart(), 'plugin', {
    metadata,
    plugin: 'any',
    config,
  });
  expect(plugin.toJson()).toMatchObject({ config });
  expect(toYaml(plugin.toJson())).toMatchInlineSnapshot(`
   "apiVersion: configuration.konghq.com/v1
   kind: KongPlugin
   metadata:
     name: jazz-v1
     namespace: prod
   config:
     Minute: 0
     X-Header: ""
     limit_by:
       a: {}
     list:
       - []
       - {}
     "on": false
     value: 1
   plugin: any
   "
  `);
});
