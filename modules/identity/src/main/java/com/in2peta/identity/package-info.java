/** Persons, organizations, sign-in, access tokens, API keys and the mail they get. Others use {@code api}. */
package com.in2peta.identity;
