/** The models that the stand-ins of all providers run: the same input has the same output, today and tomorrow. */
package com.in2peta.sandbox.model;
