/**
 * How a prediction is run: claimed under a lease, sent to one of its targets, asked for, moved to another when that fails, and ended with its charge in
 * one commit. No thread waits for a provider.
 */
package com.in2peta.inference.dispatch;
