/** Four eyes: what a member of staff wants done, another one agrees to, for exactly the plan that was shown. */
package com.in2peta.compliance.approval;
