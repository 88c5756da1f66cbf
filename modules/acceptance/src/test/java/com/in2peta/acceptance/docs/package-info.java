/** Holds the documents to the code. */
package com.in2peta.acceptance.docs;
