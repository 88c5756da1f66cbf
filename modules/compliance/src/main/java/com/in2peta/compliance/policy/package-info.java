/** The published policies: their text made from the catalogue, their versions, and who was told of a change. */
package com.in2peta.compliance.policy;
