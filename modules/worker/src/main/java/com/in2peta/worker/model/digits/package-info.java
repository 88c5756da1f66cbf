/** Reads a printed number in an image: decoding, segmentation, classification. */
package com.in2peta.worker.model.digits;
