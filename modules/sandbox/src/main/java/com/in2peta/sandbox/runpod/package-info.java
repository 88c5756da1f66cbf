/**
 * RunPod as its customers see it: jobs at serverless endpoints ({@code /v2}), the management of endpoints and templates
 * ({@code /v1}), and the callbacks at the end of jobs.
 */
package com.in2peta.sandbox.runpod;
