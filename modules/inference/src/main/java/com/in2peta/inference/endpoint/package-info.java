/** Places of model owners at providers, and where a target leads. */
package com.in2peta.inference.endpoint;
