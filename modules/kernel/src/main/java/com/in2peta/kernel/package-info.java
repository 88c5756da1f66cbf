/**
 * What every module stands on: ids, time, problems, the outbox, the database's idea of who is calling. A type enters only when
 * three modules need it and it holds no business rule of one of them.
 */
package com.in2peta.kernel;
