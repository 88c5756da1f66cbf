/** The stand-ins for outside services and the mail catcher, inside the launcher's process. */
package com.in2peta.launcher.sandbox;
