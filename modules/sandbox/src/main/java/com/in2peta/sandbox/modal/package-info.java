/**
 * Modal as callers of deployed web endpoints see it. There is no management over HTTP: functions are deployed with
 * Modal's own tools.
 */
package com.in2peta.sandbox.modal;
