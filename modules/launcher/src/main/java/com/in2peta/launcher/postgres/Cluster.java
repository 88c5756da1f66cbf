package com.in2peta.launcher.postgres;

import com.in2peta.launcher.Home;
import java.nio.file.Path;
import java.util.List;

/** The two PostgreSQL servers of an installation. Each has its own folder, port, roles, passwords and migrations. */
public enum Cluster {
    /** Everything but keys. */
    DATABASE(
            "postgres",
            "postgres",
            "in2peta",
            100,
            "128MB",
            "sql",
            List.of("in2p_owner", "in2p_app", "in2p_batch", "in2p_ledger", "in2p_analytics", "in2p_audit"),
            List.of(),
            List.of()),
    /**
     * The keys of what the other one holds sealed. Its write-ahead log is kept short and its files are never used again under another name:
     * a key that was destroyed must not lie on there.
     */
    KEYS(
            "keys",
            "keys-db",
            "in2peta_keys",
            40,
            "16MB",
            "keystore",
            List.of("in2p_keys_owner", "in2p_keys"),
            List.of("--wal-segsize=1"),
            List.of("wal_recycle=off", "min_wal_size=2MB", "max_wal_size=16MB"));

    private final String part;
    private final String folder;
    private final String database;
    private final int maxConnections;
    private final String sharedBuffers;
    private final String migrations;
    private final List<String> roles;
    private final List<String> initOptions;
    private final List<String> settings;

    Cluster(
            String part,
            String folder,
            String database,
            int maxConnections,
            String sharedBuffers,
            String migrations,
            List<String> roles,
            List<String> initOptions,
            List<String> settings) {
        this.part = part;
        this.folder = folder;
        this.database = database;
        this.maxConnections = maxConnections;
        this.sharedBuffers = sharedBuffers;
        this.migrations = migrations;
        this.roles = roles;
        this.initOptions = initOptions;
        this.settings = settings;
    }

    /** The name of its process; its log and its secrets begin with it. */
    public String part() {
        return part;
    }

    public String database() {
        return database;
    }

    int maxConnections() {
        return maxConnections;
    }

    String sharedBuffers() {
        return sharedBuffers;
    }

    /** The folder in this jar with {@code roles.sql} and the migrations. */
    String migrations() {
        return migrations;
    }

    List<String> roles() {
        return roles;
    }

    /** The role that owns the schema. */
    String owner() {
        return roles.get(0);
    }

    /** The role that the application uses first. */
    String application() {
        return roles.get(1);
    }

    List<String> initOptions() {
        return initOptions;
    }

    List<String> settings() {
        return settings;
    }

    Path data(Home home) {
        return home.directory().resolve(folder);
    }
}
