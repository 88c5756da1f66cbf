/** How a stand-in remembers its state between runs: one append-only file of JSON lines each. */
package com.in2peta.sandbox.store;
