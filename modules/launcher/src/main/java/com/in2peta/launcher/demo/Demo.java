package com.in2peta.launcher.demo;

import com.in2peta.launcher.ReadyFile;
import java.util.Map;

/**
 * Who and what an installation comes with.
 *
 * @param versions the published version of each model, by its endpoint at the worker
 */
public record Demo(String apiKey, ReadyFile.Account person, ReadyFile.Account staff, Map<String, String> versions) {}
