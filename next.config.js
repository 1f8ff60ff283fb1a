/** @type {import('next').NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  logging: false,
  // `npm test` checks the types of everything; a build would check them once more, tests included.
  typescript: { ignoreBuildErrors: true },
  reactStrictMode: true,
  serverExternalPackages: ['pg', 'postgres', '@node-rs/argon2', 'pino', 'undici', 'libxml2-wasm'],
}

export default nextConfig
