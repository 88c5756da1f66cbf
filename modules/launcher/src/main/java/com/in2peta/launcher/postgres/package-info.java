/** The embedded PostgreSQL: its program files, its cluster, its roles and the schema in it. */
package com.in2peta.launcher.postgres;
