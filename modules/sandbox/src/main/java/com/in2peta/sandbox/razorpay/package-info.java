/**
 * Razorpay as its customers see it: the v1 API, the checkout a browser goes through, and switches to make it misbehave.
 * {@code RazorpayStandIn} is the entry; {@code Books} holds the state; {@code RazorpayJson} holds the wire shapes.
 */
package com.in2peta.sandbox.razorpay;
