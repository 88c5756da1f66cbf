/** The models: how ONNX files are loaded and run, and what all models share in reading their inputs. */
package com.in2peta.worker.model;
