/** @type {import('next').NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  logging: false,
  // `npm test` checks the types of everything; a build would check them once more, tests included.
  typescript: { ignoreBuildErrors: true },
  reactStrictMode: true,
  // A page is made once and kept for everybody: its title belongs into the head for all, not behind it by a script.
  htmlLimitedBots: /.*/,
  images: { unoptimized: true },
  serverExternalPackages: ['pg', 'postgres', '@node-rs/argon2', 'pino', 'undici', 'libxml2-wasm'],
}

export default nextConfig
