/** Holds the catalogue to the sources and to a database made by the migrations: what the build checks, and what {@code prove} breaks. */
package com.in2peta.acceptance.catalogue;
