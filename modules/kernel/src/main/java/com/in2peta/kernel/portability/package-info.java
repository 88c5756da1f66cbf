/** How a module takes up what a person brings from another installation; {@code compliance} reads the package and knows no module. */
package com.in2peta.kernel.portability;
