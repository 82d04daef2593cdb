import { kongMeshObjects } from '../../mesh/compile-pair';
import { oneService } from './graph';
import { yaml } from './yaml';

test('a version is what its workload says, with labels, selector and a ServiceAccount of its own', () => {
  const deployment = kongMeshObjects(oneService()).find(({ kind }) => kind === 'Deployment');
  expect(yaml(deployment?.spec)).toMatchInlineSnapshot(`
   "
   replicas: 2
   selector:
     matchLabels:
       app: shop
       version: v1
   template:
     metadata:
       labels:
         app: shop
         version: v1
     spec:
       automountServiceAccountToken: true
       containers:
         - image: example/app:1
           name: shop
           ports:
             - containerPort: 8080
               name: http
       serviceAccountName: shop-v1
   "
  `);
});
