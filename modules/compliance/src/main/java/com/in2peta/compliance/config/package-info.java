/** The settings of this module, which every other package of it may read. */
package com.in2peta.compliance.config;
