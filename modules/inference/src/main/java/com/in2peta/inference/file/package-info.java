/**
 * Files: uploads and downloads, signed links, and what predictions take from them and give to them. The content is sealed in pieces and never
 * whole in memory.
 */
package com.in2peta.inference.file;
