/**
 * Koyeb as its customers see it: the management of apps, services and deployments ({@code /v1}), and the edge through
 * which deployed services are called ({@code /apps/{app}}). There is no queue and no job at Koyeb, only the call.
 */
package com.in2peta.sandbox.koyeb;
