package com.in2peta.kernel.privacy;

import java.util.UUID;

/**
 * What stands for a person in evidence and access log: 32 random bytes, made when first asked for. Erasing the person erases what links the two.
 * Joins the caller's transaction on {@code jdbc/in2peta-batch}.
 */
public interface SubjectRefs {

    byte[] of(UUID personId);
}
