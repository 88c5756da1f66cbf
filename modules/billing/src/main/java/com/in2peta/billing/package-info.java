/**
 * Money: the ledger (in SQL, see {@code sql/billing}), credit packs and their purchase at Razorpay. Others use {@code api}; holds are
 * placed and settled by the database functions {@code billing.place_holds} and {@code billing.settle_holds}.
 */
package com.in2peta.billing;
