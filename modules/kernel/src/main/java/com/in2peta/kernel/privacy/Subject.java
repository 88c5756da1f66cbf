package com.in2peta.kernel.privacy;

import java.util.UUID;

/** Whom a right belongs to: a person with the organization that sign-up made for that person alone, and its username. */
public record Subject(UUID personId, UUID organizationId, String username) {}
