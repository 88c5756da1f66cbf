/** What a prediction holds that is its caller's: sealed on the way in, opened on the way out, deleted with its keys. */
package com.in2peta.inference.content;
