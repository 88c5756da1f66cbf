/** The settings of this module. */
package com.in2peta.compliance.config;
