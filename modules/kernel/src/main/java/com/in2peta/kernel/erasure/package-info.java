/**
 * What the erasure of a person needs of the modules that know more than their tables say: work under way, money, processors, copies outside the
 * database. Each module implements what it has; rows go by the catalogue alone.
 */
package com.in2peta.kernel.erasure;
