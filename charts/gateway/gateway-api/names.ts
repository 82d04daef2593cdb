/** Name of the Gateway, and of its class. */
export const gatewayName = 'kong';
