package com.in2peta.inference.domain;

/**
 * Where the contents of files lie, in pieces that are sealed already. A piece is written once. Each call stands for itself, so that another
 * store than the database can be behind it; such a store lets its pieces end by themselves, for the retention job deletes rows alone.
 */
public interface FileStore {

    void put(StoredFile file, int seq, byte[] sealed);

    byte[] get(StoredFile file, int seq);
}
