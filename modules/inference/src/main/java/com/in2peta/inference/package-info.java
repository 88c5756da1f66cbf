/**
 * Predictions: admission, dispatch over JMS, providers, completion, the usage log. Others use {@code api}. The record is PostgreSQL; a
 * JMS message only says where to look.
 */
package com.in2peta.inference;
