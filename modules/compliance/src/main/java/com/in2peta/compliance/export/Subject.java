package com.in2peta.compliance.export;

import java.util.UUID;

/** Whose package it is: a person and the personal organization that owns everything of his. */
record Subject(UUID personId, UUID organizationId) {}
