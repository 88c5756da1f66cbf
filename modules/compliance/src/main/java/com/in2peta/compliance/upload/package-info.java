/** Lists of persons that staff uploads: parsed whole, counted, approved in slices, and then one request for each person. */
package com.in2peta.compliance.upload;
