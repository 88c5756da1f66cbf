/** Names the language of a text from its letter groups. */
package com.in2peta.worker.model.language;
