/** The registry: models, and versions that never change, with schemas, price and target. Others use {@code api}. */
package com.in2peta.models;
