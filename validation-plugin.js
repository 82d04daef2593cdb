/**
 * The rules of checks/ as a validation plugin for cdk8s. cdk8s loads plugins with `require`, so this file is JavaScript and
 * loads the TypeScript itself. In the `cdk8s.yaml` of another app:
 *
 *     validations:
 *       - package: /path/to/meshwright/validation-plugin.js
 *         version: 0.1.0
 *         class: Meshwright
 *         properties: {given: [cert-manager, Namespace prod]}
 */
require('tsx/cjs/api').register();

exports.Meshwright = require('./commands/validation-plugin.ts').MeshwrightValidation;
