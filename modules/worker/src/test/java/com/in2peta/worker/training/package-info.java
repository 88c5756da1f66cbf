/**
 * Trains the models and writes their ONNX files and evaluation records. It stands beside the tests because the worker
 * at run time needs none of it, and because the tests use its data generators.
 */
package com.in2peta.worker.training;
