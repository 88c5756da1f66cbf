/** Webhooks: who is told what of a prediction, how it is signed and sent, and when it is tried again. */
package com.in2peta.inference.webhook;
