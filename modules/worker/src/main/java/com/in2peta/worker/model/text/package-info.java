/** Writes text, one character after the other. */
package com.in2peta.worker.model.text;
