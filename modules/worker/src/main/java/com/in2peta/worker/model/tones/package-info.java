/** Hears the keys of a telephone keypad in a recording. */
package com.in2peta.worker.model.tones;
