/** Long campaigns that try to break what the platform promises: seeded, resumable, judged by the invariants of the books. */
package com.in2peta.acceptance.prove;
