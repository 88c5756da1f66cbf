package com.in2peta.models.app;

import java.util.UUID;

/** Who may see a model, or which versions it has, is not what it was. */
record ModelChanged(UUID modelId) {}
