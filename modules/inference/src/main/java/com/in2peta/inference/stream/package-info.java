/** Who waits for a prediction, or watches it: told from memory what this node wrote down, and from the database the rest. */
package com.in2peta.inference.stream;
