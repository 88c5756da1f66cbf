/** What a new installation is filled with, over the platform's public interfaces only, and the lines to try it. */
package com.in2peta.launcher.demo;
