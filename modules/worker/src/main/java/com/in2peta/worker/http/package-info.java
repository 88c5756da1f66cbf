/** The serverless protocol over HTTP and the webhooks; the only package that knows paths and status codes. */
package com.in2peta.worker.http;
