/**
 * Keeps the promises of the privacy policy by jobs. It depends on {@code kernel} alone and reaches data through interfaces that each module
 * implements. Others use {@code api}.
 */
package com.in2peta.compliance;
