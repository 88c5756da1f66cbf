/**
 * Packages of what is held about a person, for access and portability. What goes in comes from the catalogue: a table that is described there
 * is in the package without a line here. Rows are read as the application's role within the person's organization, so that row-level
 * security is a second fence around everybody else's.
 */
package com.in2peta.compliance.export;
