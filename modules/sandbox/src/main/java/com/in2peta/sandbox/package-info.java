/**
 * Stand-ins, on loopback, for the outside services the platform calls. One package per service; {@code http},
 * {@code store}, {@code control} and {@code model} are what they share. A development and test tool: nothing here may reach the EAR or the WAR.
 */
package com.in2peta.sandbox;
